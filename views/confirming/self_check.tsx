/** 自查: said above the buttons by which somebody of the unit itself can only propose. */
export const SelfCheckNote = () => <p class="note">本单位自查：您的意见为初核，须由另一人复核后生效。</p>
